"""Whom do the list versions of today speak of that those of yesterday did not? The whole stored base against what
changed: `rescreen_base`, and `exposures_of` for the uploads a changed flag reaches back to.

Refuses to know how lists come in, and who is told.
"""

from supplychain.rescreening.base import Clock, Told, rescreen_base
from supplychain.store.exposures import Exposure, exposures_of

__all__ = ["Clock", "Exposure", "Told", "exposures_of", "rescreen_base"]
