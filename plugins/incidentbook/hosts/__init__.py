"""Where the portal is published: one module a host, and its neighbours that do the work of its hooks."""
