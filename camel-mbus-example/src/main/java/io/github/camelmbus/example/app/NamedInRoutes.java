package io.github.camelmbus.example.app;

import io.github.camelmbus.example.sink.DayFile;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What routes name as text, or call by the name of a method: a native image would leave it out.
 * Bodies and failures of the component are named by its extension.
 */
@RegisterForReflection(targets = {DayFile.class, Exception.class, Throwable.class})
final class NamedInRoutes {
  private NamedInRoutes() {}
}
