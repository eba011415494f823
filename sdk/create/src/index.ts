export { agentNameOf, PROJECT_TEMPLATES, ProjectError, type ProjectTemplate } from "./names.js";
export { createProject, type Project, type ProjectRequest } from "./project.js";
export { runWizard, type WizardInput } from "./wizard.js";
