package dev.calsync.notifier.web;

import dev.calsync.model.UserId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives a controller's {@link UserId} parameter: who signed in, never what a request claims. What
 * is meant for somebody else is refused.
 */
@Component
class SignedInUser implements HandlerMethodArgumentResolver {
  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType().equals(UserId.class);
  }

  @Override
  public UserId resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binder) {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication == null) {
      throw Refused.because(HttpStatus.UNAUTHORIZED, "not signed in");
    }
    UserId user = UserId.of(authentication.getName());
    if (!user.toString().equals(addressee(request).orElse(user.toString()))) {
      throw Refused.because(HttpStatus.UNAUTHORIZED, "somebody else is signed in");
    }
    return user;
  }

  /** A page that was opened by somebody who has left says so; a stream cannot have headers. */
  private static Optional<String> addressee(NativeWebRequest request) {
    return Optional.ofNullable(request.getHeader("X-Calsync-User"))
        .or(() -> Optional.ofNullable(request.getParameter("user")));
  }
}
