package pl.legitymacje.office;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;
import pl.legitymacje.process.CaseStages;

/** The lists by which the Tasklist shows the work: mine, free, taken, due soon, late, waiting for somebody else. */
@Component
class TaskFilters {

    /** Tasks that are done only if something arrives: no work for the office as long as it does not. */
    private static final String[] WAITING = CaseStages.awaitingApplicant();

    private final FilterService filters;
    private final TaskService tasks;

    TaskFilters(FilterService filters, TaskService tasks) {
        this.filters = filters;
        this.tasks = tasks;
    }

    /** Makes the lists or makes them right; who is to see each, by its id. */
    Map<String, Role> ensure() {
        return Map.ofEntries(
                ensure(
                        1,
                        "Do wzięcia",
                        "Zadania, których nikt jeszcze nie wziął",
                        free().taskDefinitionKeyNotIn(WAITING)),
                ensure(
                        2,
                        "Moje zadania",
                        "Zadania, które mam u siebie",
                        open().taskAssigneeExpression("${currentUser()}")),
                ensure(3, "Wzięte", "Zadania, które ktoś już wziął; zadanie nieobecnej osoby można przejąć", taken()),
                ensure(
                        4,
                        "Termin blisko",
                        "Termin mija w ciągu trzech dni",
                        mineOrFree().dueAfterExpression("${now()}").dueBeforeExpression("${dateTime().plusDays(3)}")),
                ensure(5, "Po terminie", "Termin już minął", mineOrFree().dueBeforeExpression("${now()}")),
                ensure(
                        6,
                        "Czeka na rodzica",
                        "Sprawy, w których czekamy na uzupełnienie albo na odbiór",
                        mineOrFree().taskDefinitionKeyIn(WAITING)),
                ensure(
                        7,
                        "Do decyzji",
                        "Sprawy, w których decyduje dyrektor",
                        mineOrFree().taskDefinitionKeyIn("userTask_decide", "userTask_decideDelay"),
                        Role.PRINCIPAL));
    }

    private TaskQuery open() {
        return tasks.createTaskQuery()
                .active()
                .orderByDueDate()
                .asc()
                .orderByTaskCreateTime()
                .asc();
    }

    private TaskQuery free() {
        return open().taskCandidateGroupInExpression("${currentUserGroups()}");
    }

    private TaskQuery mineOrFree() {
        return free().includeAssignedTasks();
    }

    private TaskQuery taken() {
        return mineOrFree().taskAssigned();
    }

    private Map.Entry<String, Role> ensure(int order, String name, String description, TaskQuery query) {
        return ensure(order, name, description, query, Role.OFFICE);
    }

    private Map.Entry<String, Role> ensure(int order, String name, String description, TaskQuery query, Role reader) {
        Filter filter = filters.createTaskFilterQuery().filterName(name).singleResult();
        if (filter == null) {
            filter = filters.newTaskFilter(name);
        }
        filter.setQuery(query);
        filter.setProperties(Map.of(
                "description",
                description,
                "priority",
                order,
                "refresh",
                true,
                "showUndefinedVariable",
                false,
                "variables",
                List.of(
                        Map.of("name", "caseNumber", "label", "Sprawa"),
                        Map.of("name", "schoolClass", "label", "Klasa"))));
        filters.saveFilter(filter);
        return Map.entry(filter.getId(), reader);
    }
}
