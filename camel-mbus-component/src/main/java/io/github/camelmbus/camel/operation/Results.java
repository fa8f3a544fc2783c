package io.github.camelmbus.camel.operation;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.camelmbus.reading.JsonBody;
import java.io.IOException;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.concurrent.CompletableFuture;

/**
 * The results of several meters, in the order of the request: a list, so that routes can split it,
 * and a JSON array. Immutable; equal to any list of the same results, as {@link java.util.List}
 * requires.
 *
 * @param <T> the result of one meter.
 */
public final class Results<T extends JsonBody> extends AbstractList<T>
    implements RandomAccess, JsonBody {
  private final List<T> results;

  private Results(List<T> results) {
    this.results = List.copyOf(results);
  }

  public static <T extends JsonBody> Results<T> of(List<T> results) {
    return new Results<>(results);
  }

  /** Completes with the results of all. */
  static <T> CompletableFuture<List<T>> all(List<CompletableFuture<T>> results) {
    return CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> results.stream().map(CompletableFuture::join).toList());
  }

  /** The result of a meter that was asked alone, or those of several. */
  static <T extends JsonBody> JsonBody oneOrSeveral(List<T> results) {
    return results.size() == 1 ? results.get(0) : of(results);
  }

  @Override
  public T get(int index) {
    return results.get(index);
  }

  @Override
  public int size() {
    return results.size();
  }

  @Override
  public void writeTo(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (T result : results) {
      result.writeTo(json);
    }
    json.writeEndArray();
  }
}
