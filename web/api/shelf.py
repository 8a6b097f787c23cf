"""The reference lists: what is held, how old, how many."""

from __future__ import annotations

from supplychain.commands.lists import list_object
from web.api.base import Operation, RefusedError, operation
from web.api.shapes import ListsTold, ListTold
from web.desk import this_desk
from web.permissions import Scope


@operation(Operation("GET", "/lists", "lists", "Every reference list", Scope.READ, {200: ListsTold}))
def lists() -> ListsTold:
    """As `supplychain lists --format json`."""
    return ListsTold(lists=[ListTold.model_validate(list_object(one)) for one in this_desk().shelf()])


@operation(Operation("GET", "/lists/<key>", "list", "One reference list", Scope.READ, {200: ListTold}))
def one_list(key: str) -> ListTold:
    """One of them."""
    for one in this_desk().shelf():
        if one.key == key:
            return ListTold.model_validate(list_object(one))
    raise RefusedError(404, "not_found", "There is no such list.")
