package dev.calsync.doctor.database;

import dev.calsync.doctor.setting.ServerSettingsVerdict;
import dev.calsync.doctor.setting.Setting;
import dev.calsync.doctor.setting.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** The services' database, only read; a connection of its own for each look. */
public final class Database {
  private final String url;
  private final Properties properties = new Properties();

  /** Connects later. */
  public Database(Settings settings) {
    url = settings.get(Setting.DATABASE_URL);
    properties.setProperty("user", settings.get(Setting.DATABASE_USERNAME));
    settings
        .find(Setting.DATABASE_PASSWORD)
        .ifPresent(password -> properties.setProperty("password", password));
    properties.setProperty("ApplicationName", "calsync-doctor");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "20");
    properties.setProperty("loginTimeout", "8");
  }

  /** Its name on the server. */
  String name() {
    return ServerSettingsVerdict.shown(url).replaceFirst(".*[/:]", "");
  }

  /** A connection that can change nothing. */
  public Connection open() throws SQLException {
    Connection connection = DriverManager.getConnection(url, properties);
    connection.setReadOnly(true);
    return connection;
  }

  /** The rows of one question. */
  public <T> List<T> rows(String sql, Row<T> row, Object... parameters) throws SQLException {
    try (Connection connection = open()) {
      return rows(connection, sql, row, parameters);
    }
  }

  /** The rows of one question among several. */
  public static <T> List<T> rows(
      Connection connection, String sql, Row<T> row, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (ResultSet found = statement.executeQuery()) {
        List<T> rows = new ArrayList<>();
        while (found.next()) {
          rows.add(row.of(found));
        }
        return rows;
      }
    }
  }

  /** Makes a value of a row. */
  @FunctionalInterface
  public interface Row<T> {
    /** The value of the row that the result stands at. */
    T of(ResultSet row) throws SQLException;
  }
}
