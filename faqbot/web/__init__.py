"""How does HTTP reach us? The API, the resident page and the widget over one desk."""
