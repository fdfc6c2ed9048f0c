"""What was read and worked out, for other programs; one module a format."""
