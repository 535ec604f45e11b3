"""The command line, extra `[cli]`: every operation as `aiodockerhub RESOURCE METHOD`, made from the catalog."""
