#!/usr/bin/env python3
#
# superset_charts.py
#	  Charts made in Superset by its REST API, and opened in Chromium.
#
# Usage: superset_charts.py URL DATABASE DIRECTORY <WHAT
#
# URL is that of Superset, whose user admin has the password admin.  DATABASE is
# the address of the database for SQLAlchemy.  DIRECTORY gets a picture of each
# chart.  WHAT is JSON: under "datasets" the metrics of each table, under "charts"
# lists of a name, a table, a kind of chart and its parameters.
#
# Prints a line of JSON for each column of a dataset, and one for each chart: the
# queries that the page sent with the rows that it got, the text that it shows, and
# the number of colours in the picture.

import json
import sys
import time

import requests
from PIL import Image
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

# Seconds that a page may take on a slow machine, and that it must rest for to be
# complete.
LIMIT = 120
REST = 1

CHART = ".chart-container"
DATA = "/api/v1/chart/data"


class Superset:
    """The REST API."""

    def __init__(self, url):
        self.url = f"{url}/api/v1"
        self.session = requests.Session()
        login = {"username": "admin", "password": "admin", "provider": "db"}
        token = self.call("POST", "security/login", login)["access_token"]
        self.session.headers.update({"Authorization": f"Bearer {token}", "Referer": url})
        self.session.headers["X-CSRFToken"] = self.call("GET", "security/csrf_token/")["result"]

    def call(self, method, path, content=None):
        response = self.session.request(method, f"{self.url}/{path}", json=content)
        if not response.ok:
            raise SystemExit(f"{method} {path}: {response.status_code} {response.text}")
        return response.json()

    def add_database(self, address):
        return self.call("POST", "database/", {"database_name": "cx_metrics", "sqlalchemy_uri": address})["id"]

    def add_dataset(self, database, table, metrics):
        """The dataset of a table, without dimensions of a type that Superset does not know; and its columns."""
        made = self.call("POST", "dataset/", {"database": database, "schema": "public", "table_name": table})["id"]
        columns = self.call("GET", f"dataset/{made}")["result"]["columns"]
        self.call("PUT", f"dataset/{made}?override_columns=false", {
            "columns": [{"id": column["id"], "column_name": column["column_name"],
                         "groupby": column["type"] != "UNKNOWN", "filterable": column["type"] != "UNKNOWN"}
                        for column in columns],
            "metrics": [{"metric_name": name, "expression": sql} for name, sql in metrics.items()]})
        return made, columns

    def add_chart(self, name, dataset, kind, parameters):
        parameters = {"viz_type": kind, "datasource": f"{dataset}__table", "adhoc_filters": [], **parameters}
        return self.call("POST", "chart/", {
            "slice_name": name, "viz_type": kind, "datasource_id": dataset, "datasource_type": "table",
            "params": json.dumps(parameters)})["id"]


class Browser:
    """Chromium, logged in.  It asks no other machine for anything."""

    def __init__(self, url):
        self.url = url
        options = webdriver.ChromeOptions()
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                         "--window-size=900,600", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"):
            options.add_argument(argument)
        options.binary_location = "/usr/bin/chromium"
        options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
        self.driver.get(f"{url}/login/")
        self.wait(lambda driver: driver.find_elements(By.ID, "username"))
        for field in ("username", "password"):
            self.driver.find_element(By.ID, field).send_keys("admin")
        self.driver.find_element(By.CSS_SELECTOR, "form button").click()
        self.wait(lambda driver: "/login" not in driver.current_url)

    def wait(self, condition):
        try:
            return WebDriverWait(self.driver, LIMIT).until(condition)
        except TimeoutException:
            raise SystemExit(f"{self.driver.current_url}: {self.driver.find_element(By.TAG_NAME, 'body').text}") from None

    def finished_requests(self, started, finished):
        """Add what was asked for data and what has been answered since the last call."""
        for entry in self.driver.get_log("performance"):
            event = json.loads(entry["message"])["message"]
            parameters = event["params"]
            if event["method"] == "Network.requestWillBeSent" and DATA in parameters["request"]["url"]:
                started.append(parameters["requestId"])
            if event["method"] == "Network.loadingFinished":
                finished.add(parameters["requestId"])
        return started and finished.issuperset(started)

    def open_chart(self, chart, picture):
        started, finished = [], set()
        self.driver.get_log("performance")
        self.driver.get(f"{self.url}/explore/?slice_id={chart}&standalone=1")
        self.wait(lambda driver: self.finished_requests(started, finished))
        self.wait(lambda driver: driver.find_elements(By.CSS_SELECTOR, CHART))
        time.sleep(REST)
        self.wait(lambda driver: self.finished_requests(started, finished))
        self.driver.save_screenshot(picture)

        # On a slow machine a page may ask twice.
        queries = {}
        for request in started:
            body = self.driver.execute_cdp_cmd("Network.getResponseBody", {"requestId": request})["body"]
            for result in json.loads(body)["result"]:
                queries[result["query"]] = result["data"]
        return {"queries": [{"sql": sql, "rows": rows} for sql, rows in queries.items()],
                "shown": self.driver.find_element(By.CSS_SELECTOR, CHART).text}


def colours(picture):
    with Image.open(picture) as image:
        return len(image.convert("RGB").getcolors(maxcolors=image.width * image.height))


def main(url, address, directory):
    what = json.load(sys.stdin)
    superset = Superset(url)
    database = superset.add_database(address)
    datasets = {}
    for table, metrics in what["datasets"].items():
        datasets[table], columns = superset.add_dataset(database, table, metrics)
        for column in columns:
            print(json.dumps({"column": f"{table}.{column['column_name']}", "type": column["type"]}))

    browser = Browser(url)
    try:
        for name, table, kind, parameters in what["charts"]:
            picture = f"{directory}/{name.replace(' ', '_')}.png"
            chart = superset.add_chart(name, datasets[table], kind, parameters)
            print(json.dumps({"chart": name, **browser.open_chart(chart, picture), "colours": colours(picture)}))
    finally:
        browser.driver.quit()


main(*sys.argv[1:])
