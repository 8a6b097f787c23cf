"""What is new since people were last told, in one message; silent where nothing is, with a sign of life each time.

Refuses to know when it is time to tell.
"""

from supplychain.digest.tell import Clock, tell_digest

__all__ = ["Clock", "tell_digest"]
