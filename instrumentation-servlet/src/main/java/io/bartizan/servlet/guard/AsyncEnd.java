package io.bartizan.servlet.guard;

import io.bartizan.gate.Judge;
import io.bartizan.gate.Permit;
import javax.servlet.AsyncEvent;
import javax.servlet.AsyncListener;
import javax.servlet.ServletRequest;

/** Finishes a permit that a guard gave: at once, or when asynchronous processing ends. */
final class AsyncEnd implements AsyncListener {

  private final Judge judge;
  private final Permit permit;

  private AsyncEnd(Judge judge, Permit permit) {
    this.judge = judge;
    this.permit = permit;
  }

  static void finish(Judge judge, Permit permit, ServletRequest request) {
    if (request.isAsyncSupported() && request.isAsyncStarted()) {
      request.getAsyncContext().addListener(new AsyncEnd(judge, permit));
    } else {
      judge.finish(permit);
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    judge.finish(permit);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    // The container goes on to complete the request; onComplete follows.
  }

  @Override
  public void onError(AsyncEvent event) {
    // As onTimeout.
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }
}
