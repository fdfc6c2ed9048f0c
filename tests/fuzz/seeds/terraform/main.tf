locals {
  start = "2026-01-05T09:00:00+01:00" # a Monday
}
resource "pagerduty_user" "ana" {
  name  = "Ana"
  email = "ana@example.com"
}
resource "pagerduty_schedule" "printers" {
  name      = "Printers ${upper("x")}"
  time_zone = "Europe/Berlin"
  layer {
    name                         = "Night"
    start                        = local.start
    rotation_virtual_start       = local.start
    rotation_turn_length_seconds = 604800
    users                        = [pagerduty_user.ana.id]
    restriction {
      type              = "daily_restriction"
      start_time_of_day = "09:00:00"
      duration_seconds  = 28800
    }
  }
}
resource "pagerduty_escalation_policy" "labels" {
  name = <<-EOT
    Labels
  EOT
  rule {
    escalation_delay_in_minutes = 15
    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.printers.id
    }
  }
}
