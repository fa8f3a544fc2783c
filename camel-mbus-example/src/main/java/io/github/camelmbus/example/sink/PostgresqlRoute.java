package io.github.camelmbus.example.sink;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;

/**
 * One row per record, all of a reading in one batch. Rows that exist already are overwritten, so a
 * batch can be sent again. While the table, or one of its columns, is missing, readings wait in the
 * archive.
 */
public final class PostgresqlRoute extends RouteBuilder {
  @Override
  public void configure() {
    onException(
            BadSqlGrammarException.class,
            DataAccessResourceFailureException.class,
            RecoverableDataAccessException.class,
            TransientDataAccessException.class)
        .redeliveryPolicyRef("keptInArchive")
        .handled(false);

    from("archive:postgresql")
        .routeId("postgresql")
        .bean(SqlRows.class)
        .filter(simple("${body.size} > 0"))
        .to("sql:classpath:sql/upsert.sql?batch=true&dataSource=#readingsDatabase");
  }
}
