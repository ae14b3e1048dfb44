"""The office's pages: what officials see and do here, rendered on the server, one room for each subject.

A page is a `Route` (routes.py) with a view behind the door (door.py): the view reads the request, makes one
call to an action or a query of `apps`, and answers. Pages work without JavaScript.
"""
