# A scenario whose texts would be markup, script or commands, were they read as such; sourced after cli.bash.
# shellcheck shell=bash
hostile_scenario() {
  small_scenario small.yaml
  cat >"${1:-hostile.yaml}" <<'YAML'
extends: small.yaml
name: hostile
title: "</title></script><script>document.title='owned'</script><img src=x onerror=alert(1)> \"quoted\" 'single' &amp; {0}"
pools:
  desk: {label: "<b onmouseover=alert(1)>Desk", fte: {value: 20 fte, source: "</td></table><script>alert(2)</script> ]]> <!--", status: observed}}
streams:
  permits: {label: "</script><script>alert(3)</script> אבג"}
  letters: {label: "<svg onload=alert(4)> \"' onfocus=alert(5) autofocus='"}
  constructor: {label: "Built in", inflow: {level: 50/year}, capacity: 60/year}
  month: {label: "Monthly", inflow: {level: 50/year}, capacity: 60/year}
YAML
}
