package dev.calsync.notifier.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.CannotCreateTransactionException;
import tools.jackson.databind.json.JsonMapper;

/** Which failures of the database pass by themselves. */
class OutageFilterTests {
  private final OutageFilter filter = new OutageFilter(new Problems(JsonMapper.shared()));

  static List<RuntimeException> passing() {
    return List.of(
        new DataAccessResourceFailureException("gone"),
        new QueryTimeoutException("slow"),
        new CannotCreateTransactionException("no connection"),
        refused("42P01"),
        refused("42703"),
        refused("42501"));
  }

  @ParameterizedTest
  @MethodSource("passing")
  void whatPassesIsAnsweredWithWhenToComeBack(RuntimeException outage) throws Exception {
    MockHttpServletResponse answer = answer(outage);
    assertThat(answer.getStatus()).isEqualTo(503);
    assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
    assertThat(answer.getContentType()).isEqualTo("application/problem+json");
  }

  static List<RuntimeException> lasting() {
    return List.of(
        new DataIntegrityViolationException("a NUL", new SQLException("a NUL", "22021")),
        new InvalidDataAccessResourceUsageException("no such column"),
        refused("42601"));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void whatDoesNotPassIsNoOutage(RuntimeException fault) throws Exception {
    MockHttpServletResponse answer = answer(fault);
    assertThat(answer.getStatus()).isEqualTo(500);
    assertThat(answer.getHeader("Retry-After")).isNull();
    assertThat(answer.getContentType()).isEqualTo("application/problem+json");
    assertThat(answer.getContentAsString()).doesNotContain("refused", "NUL");
  }

  @Test
  void whatIsNotOfTheDatabaseIsPassedOn() {
    var fault = new IllegalStateException("none of the database's");
    assertThatThrownBy(() -> answer(fault)).hasRootCause(fault);
  }

  @Test
  void whatIsAnsweredIsLeftAlone() throws Exception {
    assertThat(answer(null).getStatus()).isEqualTo(200);
  }

  private static BadSqlGrammarException refused(String state) {
    return new BadSqlGrammarException("reading", "select", new SQLException("refused", state));
  }

  private MockHttpServletResponse answer(@Nullable RuntimeException e)
      throws ServletException, IOException {
    var response = new MockHttpServletResponse();
    filter.doFilter(
        new MockHttpServletRequest("GET", "/api/me"),
        response,
        (_, _) -> {
          if (e != null) {
            throw new ServletException(e);
          }
        });
    return response;
  }
}
