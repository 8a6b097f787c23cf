"""The desk: the Flask application."""
