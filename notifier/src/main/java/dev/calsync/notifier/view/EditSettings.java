package dev.calsync.notifier.view;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What people may do here.
 *
 * @param edits whether anything may be changed; a setting of channel-manager's too, which asks
 *     Google for no more than is used
 */
@ConfigurationProperties("calsync")
record EditSettings(@DefaultValue("true") boolean edits) {}
