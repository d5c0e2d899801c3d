package dev.calsync.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/**
 * A service's own components, wired as Spring wires them and made anew for each life, around what
 * is given: the ports by which it touches the world.
 */
final class Parts {
  private static final Map<Object, Service> SERVICES = new ConcurrentHashMap<>();

  private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

  /**
   * @param service the service's root package
   * @param settings its settings, the first time it is asked for
   * @param given what it does not make itself, or the class of what is made in a component's place
   */
  Parts(String service, Map<String, String> settings, List<Object> given) {
    Service known =
        SERVICES.computeIfAbsent(List.of(service, settings), _ -> Service.read(service, settings));
    known.settings().forEach(bean -> beans.registerSingleton(bean.getClass().getName(), bean));
    List<Class<?>> replaced = new ArrayList<>();
    for (Object bean : given) {
      if (bean instanceof Class<?> type) {
        replaced.add(type);
        register(type);
      } else {
        replaced.add(bean.getClass());
        beans.registerSingleton(bean.getClass().getName() + "#" + replaced.size(), bean);
      }
    }
    for (Class<?> component : known.components()) {
      if (replaced.stream().noneMatch(component::isAssignableFrom)) {
        register(component);
      }
    }
  }

  private void register(Class<?> component) {
    var definition = new RootBeanDefinition(component);
    definition.setAutowireMode(AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR);
    definition.setLazyInit(true);
    beans.registerBeanDefinition(component.getName(), definition);
  }

  /** Makes something of the service's components, which it need not be one of. */
  <T> T make(Class<T> type) {
    return type.cast(beans.autowire(type, AutowireCapableBeanFactory.AUTOWIRE_CONSTRUCTOR, false));
  }

  private record Service(List<Class<?>> components, List<Object> settings) {
    static Service read(String root, Map<String, String> settings) {
      var scanner = new ClassPathScanningCandidateComponentProvider(true);
      scanner.addExcludeFilter(new AnnotationTypeFilter(Configuration.class));
      var properties = new ClassPathScanningCandidateComponentProvider(false);
      properties.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
      var binder = new Binder(new MapConfigurationPropertySource(settings));
      return new Service(
          classes(scanner, root),
          classes(properties, root).stream().map(type -> bound(binder, type)).toList());
    }

    private static List<Class<?>> classes(
        ClassPathScanningCandidateComponentProvider scanner, String root) {
      List<Class<?>> classes = new ArrayList<>();
      scanner
          .findCandidateComponents(root)
          .forEach(found ->
              classes.add(
                  ClassUtils.resolveClassName(
                      String.valueOf(found.getBeanClassName()), Parts.class.getClassLoader())));
      return classes;
    }

    private static Object bound(Binder binder, Class<?> type) {
      var prefix = type.getAnnotation(ConfigurationProperties.class);
      return binder.bindOrCreate(prefix == null ? "" : prefix.value(), type);
    }
  }
}
