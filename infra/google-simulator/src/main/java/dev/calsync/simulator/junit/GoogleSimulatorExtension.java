package dev.calsync.simulator.junit;

import dev.calsync.simulator.GoogleSimulator;
import java.util.List;
import java.util.Optional;
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
  private static synchronized GoogleSimulator simulator(ExtensionContext context) {
    List<String> properties = List.of(annotation(context).properties());
    ExtensionContext.Store store = context.getRoot().getStore(NAMESPACE);
    GoogleSimulator running = store.get(properties, GoogleSimulator.class);
    if (running == null) {
      running = started(properties);
      store.put(properties, running);
    }
    return running;
  }

  private static GoogleSimulator started(List<String> properties) {
    Stream<String> options = properties.stream().map(property -> "--" + property);
    return GoogleSimulator.start(options.toArray(String[]::new));
  }

  /** That of the class itself, or of the nearest class around it. */
  private static dev.calsync.simulator.junit.GoogleSimulator annotation(ExtensionContext context) {
    List<Class<?>> around = context.getEnclosingTestClasses().reversed();
    return Stream.concat(context.getTestClass().stream(), around.stream())
        .map(GoogleSimulatorExtension::annotation)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() ->
            new ExtensionConfigurationException(
                "no @GoogleSimulator on " + context.getDisplayName()));
  }

  private static Optional<dev.calsync.simulator.junit.GoogleSimulator> annotation(Class<?> type) {
    return AnnotationSupport.findAnnotation(
        type, dev.calsync.simulator.junit.GoogleSimulator.class);
  }
}
