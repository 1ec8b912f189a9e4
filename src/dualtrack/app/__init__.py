"""The Django floor: settings and apps that read one way; nothing here decides anything."""
