"""Document -> explanations: why a mention is a place, how it is meant, why this place. Pure."""

from geodata.explain.explainer import Explainer, Explanation, explain
from geodata.explain.reasons import Reason

__all__ = ["Explainer", "Explanation", "Reason", "explain"]
