package dev.calsync.notifier.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.FlashMapManager;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Makes the signed-in person a parameter of controllers, and asks for no session but for that. */
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

  /**
   * Spring's own looks into the session at every request. The page and its files are to be had
   * while sessions are not: so a page that is opened then can say what is the matter.
   */
  @Bean(DispatcherServlet.FLASH_MAP_MANAGER_BEAN_NAME)
  static FlashMapManager noFlashMaps() {
    return new FlashMapManager() {
      @Override
      public @Nullable FlashMap retrieveAndUpdate(
          HttpServletRequest request, HttpServletResponse response) {
        return null;
      }

      @Override
      public void saveOutputFlashMap(
          FlashMap flashMap, HttpServletRequest request, HttpServletResponse response) {
        throw new UnsupportedOperationException("nothing here is kept for the next request");
      }
    };
  }

  /** A page of its own, under an address without its file's ending. */
  @Override
  public void addViewControllers(ViewControllerRegistry registry) {
    for (String address : List.of("/accounts", "/accounts/")) {
      registry.addViewController(address).setViewName("forward:/accounts.html");
    }
  }
}
