"""What follows from the records: names resolved, timings, repeats, uses of runbooks, the backlog.

Pure functions over a `Library`; everything here takes time linear in the number of documents (up to sorting).
"""
