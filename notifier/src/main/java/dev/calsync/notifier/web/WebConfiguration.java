package dev.calsync.notifier.web;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Makes the signed-in person a parameter of controllers. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {
  private final SignedInUser signedInUser;

  WebConfiguration(SignedInUser signedInUser) {
    this.signedInUser = signedInUser;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(signedInUser);
  }

  /** A page of its own, under an address without its file's ending. */
  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    for (String address : List.of("/accounts", "/accounts/")) {
      registry.addViewController(address).setViewName("forward:/accounts.html");
    }
  }
}
