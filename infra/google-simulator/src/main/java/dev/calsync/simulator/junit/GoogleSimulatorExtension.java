package dev.calsync.simulator.junit;

import dev.calsync.simulator.GoogleSimulator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts simulators when they are first needed, empties them before each test. */
class GoogleSimulatorExtension implements BeforeEachCallback, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(GoogleSimulatorExtension.class);

  @Override
  public void beforeEach(ExtensionContext context) {
    var wanted = annotation(context);
    GoogleSimulator simulator = simulator(context);
    simulator.reset(wanted.seed());
    for (String email : wanted.users()) {
      simulator.addUser(email, email);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == GoogleSimulator.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return simulator(context);
  }

  /** The store of the whole run closes what is in it at the end. */
  private static GoogleSimulator simulator(ExtensionContext context) {
    List<String> properties = List.of(annotation(context).properties());
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(properties, GoogleSimulatorExtension::started, GoogleSimulator.class);
  }

  private static GoogleSimulator started(List<String> properties) {
    Stream<String> options = properties.stream().map(property -> "--" + property);
    return GoogleSimulator.start(options.toArray(String[]::new));
  }

  private static dev.calsync.simulator.junit.GoogleSimulator annotation(ExtensionContext context) {
    for (Class<?> type :
        Stream.concat(
                context.getTestClass().stream(),
                context.getEnclosingTestClasses().reversed().stream())
            .toList()) {
      var found =
          AnnotationSupport.findAnnotation(type, dev.calsync.simulator.junit.GoogleSimulator.class);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new ExtensionConfigurationException("no @GoogleSimulator on " + context.getDisplayName());
  }
}
