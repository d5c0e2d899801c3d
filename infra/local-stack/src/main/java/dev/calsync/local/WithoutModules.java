package dev.calsync.local;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Keeps auto-configuration out of a service to which it would not apply if the service ran alone:
 * all four lie on one class path here, with the libraries of all.
 */
public final class WithoutModules implements AutoConfigurationImportFilter, EnvironmentAware {
  static final String SETTING = "calsync.local.without";
  private static final String BOOT = "org.springframework.boot.";

  private List<String> modules = List.of();

  @Override
  public void setEnvironment(Environment environment) {
    modules =
        Binder.get(environment).bind(SETTING, Bindable.listOf(String.class)).orElse(List.of());
  }

  @Override
  public boolean[] match(
      @Nullable String[] autoConfigurations, @Nullable AutoConfigurationMetadata unread) {
    boolean[] wanted = new boolean[autoConfigurations.length];
    for (int i = 0; i < wanted.length; i++) {
      String name = autoConfigurations[i];
      wanted[i] = name == null || modules.stream().noneMatch(m -> name.startsWith(BOOT + m + "."));
    }
    return wanted;
  }
}
