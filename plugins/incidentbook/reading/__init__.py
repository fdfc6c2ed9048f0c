"""Text → records, and what could not be read: one module a form. Nothing in a document can raise."""
