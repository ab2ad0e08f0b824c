package pl.legitymacje.office;

import jakarta.ws.rs.Path;
import java.util.Set;
import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginRootResource;
import org.camunda.bpm.cockpit.plugin.spi.impl.AbstractCockpitPlugin;

/**
 * The principal's pages in Cockpit; public, because Cockpit finds it as a service and makes it by itself. It has no data of its
 * own: the pages ask {@link DecisionsEndpoint} and {@link GlanceEndpoint}.
 */
public class DecisionsPlugin extends AbstractCockpitPlugin {

    static final String ID = "decyzje";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getAssetDirectory() {
        return "plugin-webapp/" + ID;
    }

    @Override
    public Set<Class<?>> getResourceClasses() {
        return Set.of(Assets.class);
    }

    /** Serves plugin.js and plugin.css. */
    @Path("plugin/" + ID)
    public static class Assets extends AbstractCockpitPluginRootResource {

        public Assets() {
            super(ID);
        }
    }
}
