package io.github.camelmbus.example.archive;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection that executes one statement at a time. Thread-safe. */
final class Sql implements AutoCloseable {
  private final Connection connection;

  Sql(Connection connection) {
    this.connection = connection;
  }

  /** Makes something of a row. */
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /** Gets each row. */
  interface EachRow {
    void take(ResultSet row) throws SQLException;
  }

  /** The statements of a transaction. */
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
   * Hands over rows one by one, so that they need not fit in memory.
   *
   * @return the number of rows.
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
   * @return the number of rows that were changed.
   */
  synchronized int update(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = prepared(sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** The number in the only row of a query. */
  long number(String sql, @Nullable Object... values) throws SQLException {
    return query(sql, row -> row.getLong(1), values).get(0);
  }

  /** Executes all statements, or none if one of them fails. */
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

  /** Fails after some errors, after which SQLite itself has rolled back. */
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
