"""What responses say beyond their models: error bodies and drift."""
