/*
 * The principal's pages in Cockpit: "Decyzje dyrektora", the office at a glance on the start page, and a case's facts beside its
 * process. Cockpit serves only this file and plugin.css of a plugin; the pages lie with the other pages of the office.
 */
import { renderCase } from '../../../../../../app/office/case-parts.js';
import { renderDecisions, renderLink } from '../../../../../../app/office/decisions.js';
import { renderGlance } from '../../../../../../app/office/glance.js';

export default [
  {
    id: 'decyzje',
    pluginPoint: 'cockpit.navigation',
    priority: 1000,
    render: renderLink,
  },
  {
    id: 'decyzje-strona',
    pluginPoint: 'cockpit.route',
    properties: { path: '/decyzje' },
    render: (node, { api }) => renderDecisions(node, api),
  },
  {
    id: 'sekretariat-w-skrocie',
    pluginPoint: 'cockpit.dashboard',
    priority: 100,
    render: (node) => renderGlance(node),
  },
  {
    id: 'sprawa',
    pluginPoint: 'cockpit.processInstance.runtime.tab',
    priority: 100,
    properties: { label: 'Sprawa' },
    render: (node, { api, processInstanceId }) => renderCase(node, api, processInstanceId),
  },
];
