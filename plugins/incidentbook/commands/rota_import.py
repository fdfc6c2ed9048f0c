"""What another program's schedule says, as an oncall.yml or beside ours."""
