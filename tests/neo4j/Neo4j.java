import java.io.OutputStream;
import java.nio.file.Path;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/**
 * A Neo4j community server for one test session: {@code java -cp "lib/*" Neo4j.java HOME}, set up by HOME/neo4j.conf.
 *
 * <p>Prints "ready" and runs until its standard input ends. The session holds the other end of that pipe, so the server
 * ends with it however it ends, kill -9 included.
 */
class Neo4j {
    public static void main(String[] arguments) throws Exception {
        var home = Path.of(arguments[0]);
        var settings = home.resolve("neo4j.conf");
        new DatabaseManagementServiceBuilder(home).loadPropertiesFromFile(settings).build();
        System.out.println("ready");
        System.in.transferTo(OutputStream.nullOutputStream());
        // The data is thrown away anyway, and an orderly shutdown takes ten seconds.
        Runtime.getRuntime().halt(0);
    }
}
