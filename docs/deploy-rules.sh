#!/bin/bash
# Deploys a changed case-rules.dmn into the running program; it holds at once for every case begun from then on.
#   docs/deploy-rules.sh case-rules.dmn http://localhost:8080 admin        asks for the administrator's password
set -eu
table=$1 server=$2 user=$3
read -rsp "Password of $user: " password; echo
jar=$(mktemp); trap 'rm -f "$jar"' EXIT
ask() { curl -sS --fail-with-body -b "$jar" -c "$jar" -H "X-XSRF-TOKEN: $(awk '$6 == "XSRF-TOKEN" {print $7}' "$jar")" "$@"; }
ask -o /dev/null "$server/camunda/app/admin/"
printf %s "$password" | ask -o /dev/null --data-urlencode "username=$user" --data-urlencode password@- "$server/camunda/api/admin/auth/user/default/login/admin"
ask -o /dev/null "$server/camunda/api/admin/auth/user/default"
ask -F "deployment-name=case-rules" -F "case-rules.dmn=@$table;filename=case-rules.dmn" \
    "$server/camunda/api/engine/engine/default/deployment/create" | grep -o '"case-rules:[0-9]*' | head -1 | tr -d '"'
