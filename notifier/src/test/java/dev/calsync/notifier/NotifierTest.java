package dev.calsync.notifier;

import dev.calsync.testsupport.TestInfrastructure;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** A test of the whole service, on random ports, with a real broker and a real database. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
    useMainMethod = UseMainMethod.ALWAYS,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "management.server.port=0",
      "calsync.topics.partitions=3",
      "calsync.stream.write-deadline=1s"
    })
@Import(TestInfrastructure.class)
public @interface NotifierTest {}
