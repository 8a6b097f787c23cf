"""How much is asked of the desk, how long does it take, and what waits? Counters for Prometheus at /metrics.

Told to the operator alone: signed in, or by an API token with the scope `metrics`. Names endpoints, lists and jobs, and
never a person, an address or a supplier. Counts what this process answered; gauges are read from the store when asked.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from flask import Blueprint, Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from supplychain.model import StandingStatus
from supplychain.store.accounts import list_organisations
from supplychain.store.job_runs import last_runs
from supplychain.store.login_attempts import refused_lately
from supplychain.store.overview import standing_counts
from supplychain.store.uploads import waiting_count
from web.desk import Desk
from web.identity import scope_required
from web.permissions import Scope

# The house's own bounds: a decision in 300 ms, a page in 500 ms, the rest for uploads and packs.
_BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0)
_NAMELESS = "no such page"

metrics = Blueprint("metrics", __name__)


@metrics.get("/metrics")
@scope_required(Scope.METRICS)
def show() -> Response:
    """Every counter and gauge, in Prometheus' own text."""
    registry: CollectorRegistry = current_app.extensions["metrics"]
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def count_requests(app: Flask, desk: Desk) -> None:
    """Counts every answer of an application and times it."""
    registry = CollectorRegistry()
    answered = Counter(
        "supplychain_requests", "Requests answered.", ("endpoint", "method", "status"), registry=registry
    )
    seconds = Histogram(
        "supplychain_request_seconds", "Seconds until answered.", ("endpoint",), buckets=_BOUNDS, registry=registry
    )
    registry.register(_Stock(desk))
    app.extensions["metrics"] = registry

    def begin() -> None:
        g.begun = time.perf_counter()

    def count(response: Response) -> Response:
        endpoint = request.endpoint or _NAMELESS
        method = request.method if request.routing_exception is None else "other"
        answered.labels(endpoint, method, str(response.status_code)).inc()
        if "begun" in g:
            seconds.labels(endpoint).observe(time.perf_counter() - g.begun)
        return response

    app.before_request(begin)
    app.after_request(count)


class _Stock(Collector):
    """What waits and how old things are, read from the store when it is asked."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing: the registry would else ask the store while the desk is being opened."""
        yield from ()

    def collect(self) -> Iterator[GaugeMetricFamily]:
        store, now = self._desk.store, self._desk.clock()
        flags = GaugeMetricFamily(
            "supplychain_standing_flags", "Flags by where their review stands.", labels=["status"]
        )
        counted = [standing_counts(store, one.organisation_id) for one in list_organisations(store)]
        for status in StandingStatus:
            flags.add_metric([status.value], sum(one.standing(status.value) for one in counted))
        yield flags
        yield GaugeMetricFamily("supplychain_uploads_waiting", "Uploads not worked off yet.", waiting_count(store))
        ages = GaugeMetricFamily("supplychain_job_age_seconds", "Since a job last ended.", labels=["job", "outcome"])
        for job, run in last_runs(store).items():
            if run.finished_at is not None:
                ages.add_metric([job, run.outcome], (now - run.finished_at).total_seconds())
        yield ages
        lists = GaugeMetricFamily("supplychain_list_age_hours", "Since a list was checked.", labels=["list", "status"])
        for held in self._desk.shelf():
            if held.age_hours is not None:
                lists.add_metric([held.key, str(held.status)], held.age_hours)
        yield lists
        refused = "Sign-in tries refused in the last 15 minutes."
        yield GaugeMetricFamily("supplychain_sign_in_refused", refused, refused_lately(store, now))
