"""What is looked at before anything leaves the building (`woolak check`)."""
