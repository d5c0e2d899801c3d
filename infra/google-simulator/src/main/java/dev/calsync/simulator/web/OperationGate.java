package dev.calsync.simulator.web;

import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.fault.Faults;
import dev.calsync.simulator.fault.Rule;
import dev.calsync.simulator.google.Call;
import dev.calsync.simulator.google.SimulatedGoogle;
import dev.calsync.simulator.oauth.AccessToken;
import dev.calsync.simulator.oauth.Authority;
import dev.calsync.simulator.oauth.Scope;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.eclipse.jetty.ee11.servlet.ServletContextRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;

/** Stands before every operation: counts it, lets faults happen, wants a token with a fit scope. */
@Component
class OperationGate implements HandlerInterceptor {
  /** Request attribute with the caller's {@link AccessToken}. */
  static final String CALLER = "caller";

  private static final String END = OperationGate.class.getName() + ".end";
  private static final String DROPPED = OperationGate.class.getName() + ".dropped";

  /** Request attribute of an answer that is to be cut in half. */
  static final String TRUNCATED = OperationGate.class.getName() + ".truncated";

  private final Authority authority;
  private final SimulatedGoogle google;
  private final Faults faults;
  private final Calls calls;

  OperationGate(Authority authority, SimulatedGoogle google, Faults faults, Calls calls) {
    this.authority = authority;
    this.google = google;
    this.faults = faults;
    this.calls = calls;
  }

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws InterruptedException, IOException {
    Operation operation =
        handler instanceof HandlerMethod method
            ? method.getMethodAnnotation(Operation.class)
            : null;
    if (operation == null) {
      return true;
    }
    String calendarId = calendarId(request);
    Runnable end = calls.begin(operation.value(), calendarId);
    boolean passes = false;
    try {
      passes = passes(operation, calendarId, request, response);
    } finally {
      if (passes) {
        request.setAttribute(END, end);
      } else {
        end.run(); // Nobody tells of the completion of what did not pass.
      }
    }
    return passes;
  }

  private boolean passes(
      Operation operation,
      @Nullable String calendarId,
      HttpServletRequest request,
      HttpServletResponse response)
      throws InterruptedException, IOException {
    Rule fault = faults.next(operation.value(), calendarId).orElse(null);
    if (fault != null) {
      if (FaultAnswers.isAnswered(fault, operation.value(), response)) {
        return false;
      }
      request.setAttribute(DROPPED, fault.dropsAnswer());
      request.setAttribute(TRUNCATED, fault.truncates());
    }
    if (operation.needs().length > 0) {
      AccessToken caller = caller(request, operation);
      admit(call(operation.value(), caller, request));
      request.setAttribute(CALLER, caller);
    }
    response.setHeader("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate");
    response.setHeader("Server", "ESF");
    return true;
  }

  @Override
  public void postHandle(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable ModelAndView view) {
    if (Boolean.TRUE.equals(request.getAttribute(DROPPED))) {
      ServletContextRequest.getServletContextRequest(request)
          .getConnectionMetaData()
          .getConnection()
          .getEndPoint()
          .close();
    }
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (request.getAttribute(END) instanceof Runnable end) {
      end.run();
    }
  }

  private void admit(Call call) {
    try {
      google.admit(call);
    } catch (GoogleError refusal) {
      calls.refusedByQuota();
      throw refusal;
    }
  }

  /** By parameter or by header somebody else may pay (google-calendar.md §4.1). */
  private static Call call(String operation, AccessToken caller, HttpServletRequest request) {
    String parameter = request.getParameter("quotaUser");
    String quotaUser = parameter == null ? request.getHeader("x-goog-quota-user") : parameter;
    return new Call(operation, caller.clientId(), caller.email(), quotaUser);
  }

  private AccessToken caller(HttpServletRequest request, Operation operation) {
    AccessToken token = token(request);
    if (Arrays.stream(operation.needs()).noneMatch(scope -> isGranted(scope, token))) {
      throw GoogleError.missingScope();
    }
    return token;
  }

  AccessToken token(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    String value =
        header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
            ? header.substring(7)
            : request.getParameter("access_token");
    return authority
        .accessToken(value == null ? "" : value)
        .orElseThrow(GoogleError::badCredentials);
  }

  private static boolean isGranted(Scope scope, AccessToken token) {
    return scope.isIn(token.scopes());
  }

  private static @Nullable String calendarId(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                instanceof Map<?, ?> variables
            && variables.get("calendarId") instanceof String id
        ? id
        : null;
  }
}
