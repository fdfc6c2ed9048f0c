"""What each page of the portal shows: builders of the page models."""
