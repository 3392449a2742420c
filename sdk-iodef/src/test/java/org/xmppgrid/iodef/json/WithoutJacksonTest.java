package org.xmppgrid.iodef.json;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;
import org.xmppgrid.iodef.Iodef;
import org.xmppgrid.iodef.model.IodefDocument;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The SDK in a class loader that has all of the class path but Jackson. */
class WithoutJacksonTest {
    private static final class NoJackson extends ClassLoader {
        NoJackson() {
            super(WithoutJacksonTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (name.startsWith("com.fasterxml.jackson.")) {
                    throw new ClassNotFoundException(name);
                }
                // Ours are defined again, so that what they need is looked for here.
                if (!name.startsWith("org.xmppgrid.iodef.")) {
                    return super.loadClass(name, resolve);
                }
                Class<?> known = findLoadedClass(name);
                return known != null ? known : findClass(name);
            }
        }

        /** Also asked by itself, for the annotations of a package. */
        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    private final ClassLoader loader = new NoJackson();

    private Object call(Class<?> owner, String name, Class<?> parameter, Object argument) throws Throwable {
        Method method = loader.loadClass(owner.getName()).getMethod(name, parameter);
        try {
            return method.invoke(null, argument);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Test
    void readAndWrite_whenJacksonIsNotThere_thenNameWhatToAdd() throws Throwable {
        Class<?> type = loader.loadClass(IodefDocument.class.getName());
        Object document = call(Iodef.class, "read", String.class, JsonDocuments.xml(JsonDocuments.XML.get(0)));

        assertThatThrownBy(() -> call(IodefJson.class, "read", String.class, "{}"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("add com.fasterxml.jackson.core:jackson-core");
        assertThatThrownBy(() -> call(IodefJson.class, "write", type, document))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("add com.fasterxml.jackson.core:jackson-core");
    }

    @Test
    void xmlAndLosses_whenJacksonIsNotThere_thenWork() throws Throwable {
        Class<?> type = loader.loadClass(IodefDocument.class.getName());
        Object document = call(Iodef.class, "read", String.class, JsonDocuments.xml(JsonDocuments.XML.get(0)));

        assertThat((String) call(Iodef.class, "write", type, document)).startsWith("<IODEF-Document");
        assertThat(call(IodefJson.class, "losses", type, document).toString()).contains("schemaLocation");
        assertThat(document.getClass().getClassLoader()).isSameAs(loader);
    }
}
