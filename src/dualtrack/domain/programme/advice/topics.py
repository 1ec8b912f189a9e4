"""What the parts of the advice are called; translated at the edge."""

from collections.abc import Mapping
from types import MappingProxyType

from dualtrack.domain.programme.advice.statement import Topic

TOPICS: Mapping[Topic, str] = MappingProxyType(
    {
        Topic.REPORTS: "Which reports",
        Topic.SCENARIO: "Which scenario",
        Topic.ORDER: "Which first",
        Topic.DURATION: "How long",
        Topic.PERIOD: "Observation period",
        Topic.CATEGORIES: "Categories",
        Topic.COST: "Cost",
        Topic.TYPE_1: "A Type 1 report on the way",
        Topic.LATER: "Later",
        Topic.DECIDE: "To decide now",
    }
)
