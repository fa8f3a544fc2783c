package io.github.camelmbus.example.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection, and statements on it, one at a time. Thread-safe. */
final class Sql implements AutoCloseable {
  private final Connection connection;

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** What is done with a row. */
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** What is done with each row. */
  interface EachRow {
    void take(ResultSet row) throws SQLException;
  }

  /** What is done in one transaction. */
  interface Work {
    void run() throws SQLException;
  }

  synchronized void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  synchronized <T> List<T> query(String sql, Row<T> row, @Nullable Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepared(sql, values);
        ResultSet rows = statement.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(row.of(rows));
      }
      return all;
    }
  }

  /**
   * Takes rows as they come, however many they are.
   *
   * @return how many.
   */
  synchronized long each(String sql, EachRow each, @Nullable Object... values) throws SQLException {
    long count = 0;
    try (PreparedStatement statement = prepared(sql, values);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        each.take(rows);
        count++;
      }
    }
    return count;
  }

  /**
   * @return rows that were changed.
   */
  synchronized int update(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** A number of the only row of a query. */
  long number(String sql, @Nullable Object... values) throws SQLException {
    return query(sql, row -> row.getLong(1), values).get(0);
  }

  /** All or nothing of it. */
  synchronized void transaction(Work work) throws SQLException {
    execute("BEGIN IMMEDIATE");
    try {
      work.run();
      execute("COMMIT");
    } catch (SQLException | RuntimeException failure) {
      rollBack(failure);
      throw failure;
    }
  }

  /** SQLite has done so itself after some errors. */
  private void rollBack(Exception failure) {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private PreparedStatement prepared(String sql, @Nullable Object[] values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  @Override
  public synchronized void close() throws SQLException {
    connection.close();
  }
}
