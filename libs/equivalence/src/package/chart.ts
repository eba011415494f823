/** A Helm chart that runs the program as a Job: once, or on a schedule. */
export function chart(name: string, version: string): Record<string, string> {
  return {
    "Chart.yaml": `apiVersion: v2
name: ${name}
description: A Python program, translated to WebAssembly
type: application
version: ${version}
appVersion: "${version}"
`,
    "values.yaml": `image:
  repository: ${name}
  tag: "${version}"
  pullPolicy: IfNotPresent
# Arguments of the program.
args: []
# Its standard input; none when empty.
stdin: ""
# When to run it, as cron says it; once, at install, when empty.
schedule: ""
backoffLimit: 0
ttlSecondsAfterFinished: 86400
resources:
  requests: { cpu: 100m, memory: 64Mi }
  limits: { memory: 512Mi }
`,
    "templates/_pod.tpl": POD.replaceAll("NAME", name),
    "templates/job.yaml": JOB.replaceAll("NAME", name),
    "templates/stdin.yaml": STDIN.replaceAll("NAME", name),
  };
}

const POD = `{{- define "NAME.pod" -}}
restartPolicy: Never
automountServiceAccountToken: false
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  seccompProfile: { type: RuntimeDefault }
containers:
  - name: program
    image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
    imagePullPolicy: {{ .Values.image.pullPolicy }}
    {{- if .Values.stdin }}
    command: ["sh", "-c", "exec node /app/cli.js \\"$@\\" < /input/stdin", "--"]
    {{- end }}
    args: {{ toJson .Values.args }}
    resources: {{ toJson .Values.resources }}
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities: { drop: [ALL] }
    {{- if .Values.stdin }}
    volumeMounts: [{ name: input, mountPath: /input, readOnly: true }]
    {{- end }}
{{- if .Values.stdin }}
volumes: [{ name: input, configMap: { name: "{{ .Release.Name }}-stdin" } }]
{{- end }}
{{- end }}
`;

const JOB = `apiVersion: batch/v1
{{- if .Values.schedule }}
kind: CronJob
metadata:
  name: "{{ .Release.Name }}"
spec:
  schedule: {{ .Values.schedule | quote }}
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: {{ .Values.backoffLimit }}
      template:
        spec: {{- include "NAME.pod" . | nindent 10 }}
{{- else }}
kind: Job
metadata:
  name: "{{ .Release.Name }}"
spec:
  backoffLimit: {{ .Values.backoffLimit }}
  ttlSecondsAfterFinished: {{ .Values.ttlSecondsAfterFinished }}
  template:
    spec: {{- include "NAME.pod" . | nindent 6 }}
{{- end }}
`;

const STDIN = `{{- if .Values.stdin }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: "{{ .Release.Name }}-stdin"
data:
  stdin: {{ .Values.stdin | quote }}
{{- end }}
`;
