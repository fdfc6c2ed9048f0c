"""Trackers over the network: the states of tickets through the REST APIs of GitHub, GitLab and Jira."""
