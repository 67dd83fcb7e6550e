// Jdbc.java
//	  The cases, through PostgreSQL's JDBC driver.
//
// Usage: java -cp postgresql.jar Jdbc.java CASES HOST PORT MODE...
//
// Modes: "simple", the simple query protocol; "extended", prepared anew for
// each execution; "prepared", prepared on the server, where the driver takes
// the types that it knows in binary; "unspecified", as "prepared" but strings
// are sent without a type.  "metadata" prints what the driver says of the
// columns of tables instead.
//
// Prints a line of JSON for each mode and case.

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.JDBCType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.postgresql.PGResultSetMetaData;
import org.postgresql.core.Field;
import org.postgresql.util.PSQLException;

class Jdbc
{
	// Two executions: the driver learns the types in the first one.
	static final int EXECUTIONS = 2;

	static class Case
	{
		String name;
		String sql;
		List<String> parameters = new ArrayList<>();
	}

	static List<Case> readCases(String file) throws Exception
	{
		List<Case> cases = new ArrayList<>();

		for (String line : Files.readAllLines(Path.of(file)))
		{
			String[] parts = line.split(": ", 2);

			if (parts[0].equals("case"))
			{
				cases.add(new Case());
				cases.get(cases.size() - 1).name = parts[1];
			}
			else if (parts[0].equals("sql"))
				cases.get(cases.size() - 1).sql = parts[1].replaceAll("\\$\\d", "?");
			else if (parts[0].equals("parameter"))
				cases.get(cases.size() - 1).parameters.add(parts[1]);
		}
		return cases;
	}

	static Properties properties(String mode)
	{
		Properties properties = new Properties();

		properties.setProperty("user", "postgres");
		properties.setProperty("preferQueryMode", mode.equals("simple") ? "simple" : "extended");
		properties.setProperty("prepareThreshold",
			mode.equals("prepared") || mode.equals("unspecified") ? "1" : "0");
		if (mode.equals("unspecified"))
			properties.setProperty("stringtype", "unspecified");
		return properties;
	}

	static String quoted(String text)
	{
		return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
	}

	static String json(Object value)
	{
		if (value == null || value instanceof Number || value instanceof Boolean)
			return String.valueOf(value);
		return quoted(value.toString());
	}

	// The column's type as the driver names it, the class of its values, and
	// the form in which they came.
	static String column(ResultSet result, int i) throws SQLException
	{
		PGResultSetMetaData formats = result.getMetaData().unwrap(PGResultSetMetaData.class);

		return quoted(result.getMetaData().getColumnTypeName(i) + " "
			+ result.getMetaData().getColumnClassName(i).replaceAll(".*\\.", "") + " "
			+ (formats.getFormat(i) == Field.BINARY_FORMAT ? "binary" : "text"));
	}

	static String answer(ResultSet result) throws SQLException
	{
		List<String> columns = new ArrayList<>(), rows = new ArrayList<>();
		int width = result.getMetaData().getColumnCount();

		while (result.next())
		{
			List<String> row = new ArrayList<>();

			for (int i = 1; i <= width; i++)
				row.add(json(result.getObject(i)));
			rows.add(row.toString());
		}
		for (int i = 1; i <= width; i++)
			columns.add(column(result, i));
		return "\"columns\":" + columns + ",\"rows\":" + rows;
	}

	static String failure(SQLException e)
	{
		var server = ((PSQLException) e).getServerErrorMessage();

		return "\"sqlstate\":" + json(e.getSQLState()) + ",\"message\":" + json(server.getMessage())
			+ ",\"hint\":" + json(server.getHint());
	}

	static String run(Connection connection, Case each) throws SQLException
	{
		try (PreparedStatement statement = connection.prepareStatement(each.sql))
		{
			String answer = null;

			for (int i = 0; i < each.parameters.size(); i++)
				statement.setString(i + 1, each.parameters.get(i));
			for (int i = 0; i < EXECUTIONS; i++)
				answer = answer(statement.executeQuery());
			return answer;
		}
		catch (PSQLException e)
		{
			return failure(e);
		}
	}

	static void print(String mode, String name, String rest)
	{
		System.out.println("{\"mode\":" + quoted("jdbc-" + mode) + ",\"case\":" + quoted(name) + "," + rest + "}");
	}

	static void printMetadata(Connection connection) throws SQLException
	{
		ResultSet columns = connection.getMetaData().getColumns(null, "public", null, null);

		while (columns.next())
			print("metadata", columns.getString("TABLE_NAME") + "." + columns.getString("COLUMN_NAME"),
				"\"type\":" + quoted(columns.getString("TYPE_NAME") + " "
					+ JDBCType.valueOf(columns.getInt("DATA_TYPE"))));
	}

	public static void main(String[] args) throws Exception
	{
		String url = "jdbc:postgresql://" + args[1] + ":" + args[2] + "/postgres";

		for (int i = 3; i < args.length; i++)
			try (Connection connection = DriverManager.getConnection(url, properties(args[i])))
			{
				if (args[i].equals("metadata"))
					printMetadata(connection);
				else
					for (Case each : readCases(args[0]))
						print(args[i], each.name, run(connection, each));
			}
	}
}
