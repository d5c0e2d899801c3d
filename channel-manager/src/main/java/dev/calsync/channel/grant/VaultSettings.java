package dev.calsync.channel.grant;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where the key of the token vault lies: beside the database, never in it. */
@ConfigurationProperties("calsync.vault")
record VaultSettings(@DefaultValue("${user.home}/.calsync/vault-keyset.json") Path keysetFile) {}
