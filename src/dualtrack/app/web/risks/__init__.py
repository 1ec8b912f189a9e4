"""The risk register: map, list, one risk with its treatment and acceptance, the method, the order of work."""
