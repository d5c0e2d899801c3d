package dev.calsync.channel.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class VaultSettingsTests {
  /** A start from another folder must find the same keys. */
  @Test
  void unlessItIsSaidTheKeysLieInTheHomeOfWhoeverStartsIt() {
    new ApplicationContextRunner()
        .withPropertyValues("spring.config.name=channel-manager")
        .withInitializer(new ConfigDataApplicationContextInitializer())
        .run(context -> {
          VaultSettings settings =
              Binder.get(context.getEnvironment()).bind("calsync.vault", VaultSettings.class).get();

          assertThat(settings.keysetFile())
              .isEqualTo(Path.of(System.getProperty("user.home"), ".calsync", "vault-keyset.json"));
        });
  }
}
