package io.github.camelmbus.example.app;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import org.junit.jupiter.api.parallel.Isolated;

/** The routes of the packaged app, or of the native image where one was built. */
@Isolated
@QuarkusIntegrationTest
@QuarkusTestResource(Gateway.class)
class RoutesIT extends AbstractRoutes {}
