package org.xmppgrid.testkit.conformance;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xmppgrid.testkit.ConformanceReport;
import org.xmppgrid.testkit.GridServer;

/**
 * Gives each test a {@link Scene} of its own on the server of its class.
 *
 * <p>The chapters of the suite extend each other in the order in which they are read: JUnit inherits tests, so a server
 * is held against all of them by one class. They use nothing of each other.
 */
abstract class WithScene {
    @RegisterExtension
    final SceneOfTest sceneOfTest = new SceneOfTest();

    @BeforeEach
    void open(GridServer server, ConformanceReport report, TestInfo test) {
        String method = test.getTestMethod().orElseThrow().getName();
        sceneOfTest.scene = new Scene(server, method, report);
    }

    @AfterEach
    void close() {
        Scene scene = sceneOfTest.scene;
        sceneOfTest.scene = null;
        if (scene != null) {
            scene.close();
        }
    }

    /** Hands the scene to the test. */
    static final class SceneOfTest implements ParameterResolver {
        private volatile @Nullable Scene scene;

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Scene.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Objects.requireNonNull(scene, "a scene is for tests, once the server is there");
        }
    }
}
